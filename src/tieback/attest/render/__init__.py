"""Values to pages: a view of the material, and the templates that print it."""
