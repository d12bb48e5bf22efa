"""Documents from outside are parsed in a process of its own, with limits; what comes back is data, never code."""
