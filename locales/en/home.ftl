home-title = Ask, read, talk about migration
