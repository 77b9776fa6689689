home-title = Klauskite, skaitykite, kalbėkitės apie migraciją
