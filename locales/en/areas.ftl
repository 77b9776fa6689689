areas-title = Areas
areas-lead = Each area has its own page: what is asked there, and where to ask.
