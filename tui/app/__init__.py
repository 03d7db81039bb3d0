"""The app: what of the library is on the screen, and what each key does to it. Knows neither SQL nor HTTP."""
