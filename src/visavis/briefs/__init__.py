"""What people read: sentences, terminal cards, pages and receipts. Computes nothing."""
