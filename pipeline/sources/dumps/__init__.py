"""Reading XML dumps: decompression, cutting out pages, several processes."""
