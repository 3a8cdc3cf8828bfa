"""A demo: the simulator, and a real Home Assistant that is set up against it."""
