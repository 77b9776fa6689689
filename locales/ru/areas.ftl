areas-title = Сферы
