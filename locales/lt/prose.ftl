prose-also-in = Šis puslapis kitomis kalbomis
