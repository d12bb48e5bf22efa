"""The UFLPA Entity List of the US Department of Homeland Security."""
