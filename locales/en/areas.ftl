areas-title = Areas
