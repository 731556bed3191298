"""What one state's relations with another amount to, with every number accountable."""

__version__ = "0.1.0"
