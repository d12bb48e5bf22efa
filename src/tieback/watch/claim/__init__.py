"""Who said what about whom, through whom, in which words: claims and their replies, found by rules over tables of cues."""
