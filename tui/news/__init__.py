"""The core: what newsread knows of news. Needs no screen and is usable as a library."""
