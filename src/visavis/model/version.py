"""The package's own version, which receipts and requests carry."""

__version__ = "0.1.0"
