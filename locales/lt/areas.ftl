areas-title = Sritys
