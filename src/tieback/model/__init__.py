"""Words of the domain: frozen values, no input or output, no third party."""
