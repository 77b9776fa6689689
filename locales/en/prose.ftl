prose-also-in = This page in other languages
