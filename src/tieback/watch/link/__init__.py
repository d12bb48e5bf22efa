"""What a text is about: parties, places, goods, conventions, laws, lists and bodies, each link with its evidence."""
