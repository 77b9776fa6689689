areas-title = Sritys
areas-lead = Kiekviena sritis turi savo puslapį: kas joje aptariama ir kur klausti.
