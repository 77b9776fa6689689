# Paieška

search-label = Ieškoti
search-button = Ieškoti
search-title = Paieška
search-description = Klausimai ir atsakymai apie migraciją Lietuvoje
search-total = { $count ->
    [one] Rastas { $count } rezultatas
    [few] Rasti { $count } rezultatai
    [many] Rasta { $count } rezultato
   *[other] Rasta { $count } rezultatų
}
search-total-cut = Rasta daugiau kaip { $count }. Patikslinkite paiešką dar vienu žodžiu.
search-loosened = Nėra nieko, kur būtų visi šie žodžiai. Štai kur yra bent keli iš jų.
search-loosened-few = Visi šie žodžiai yra tik keliuose tekstuose. Po jų – tie, kuriuose yra bent keli iš jų.
search-meant = Galbūt ieškojote:
search-shortened = Paieškos tekstas labai ilgas, todėl ieškojome tik pagal jo pradžią.
search-phrases-cut = Tiksliai ieškome tik pirmųjų keturių frazių ir ne daugiau kaip aštuonių kiekvienos jų žodžių.
search-passed-over = Šios sąlygos nesupratome ir jos nepaisėme: { $filter }
search-building = Paieška rengiama ({ $percent } %). Pabandykite kiek vėliau.
search-cut = Paiešką nutraukėme, nes ji truko per ilgai
search-cut-hint = Iki tol nieko neradome. Rašykite mažiau žodžių ir frazių arba retesnius žodžius.
search-none = Nieko neradome
search-none-hint = Patikrinkite rašybą, rašykite mažiau žodžių arba kitus.
search-ask = Klausti forume
search-first = Pirmieji rezultatai
search-next = Daugiau rezultatų
search-narrow = Patikslinti rezultatus
search-of-type = Tipas
search-of-area = Sritis
search-of-language = Kalba
search-stale = Gali būti pasenę
search-kind-thread = Tema
search-kind-post = Atsakymas
search-kind-category = Kategorija
search-kind-organisation = Organizacija
search-kinds-thread = Temos
search-kinds-post = Atsakymai
search-kinds-category = Kategorijos
search-kinds-organisation = Organizacijos
search-help = Kaip ieškoti
search-help-phrase = Žodžiai kabutėse turi eiti vienas po kito, ta pačia tvarka.
search-help-without = Žodžio po minuso ženklo rezultatuose nebus.
search-help-filters = Kategorijoje, nario įrašuose, tam tikra kalba, tam tikro tipo: in:housing by:Ona lang:lt type:thread
search-help-dates = Nuo tam tikros dienos arba iki jos: after:2026 before:2026-05
search-suggestions = Pasiūlymai
search-suggested = { $count ->
    [one] { $count } pasiūlymas
    [few] { $count } pasiūlymai
    [many] { $count } pasiūlymo
   *[other] { $count } pasiūlymų
}
search-suggested-none = Pasiūlymų nėra
search-everything = Ieškoti visur
search-similar = Panašios temos
search-similar-none = Panašių temų dar nėra.
search-similar-before = Galbūt į tai jau atsakyta
search-similar-show = Rodyti panašias temas
search-help-filter-names = in: by: lang: type:
search-help-date-names = after: before:
search-site = Svetainės paieška
