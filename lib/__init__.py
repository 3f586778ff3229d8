"""Even Keel: open rules that turn answers and a log into a phased exercise plan."""
