"""Spreadsheets of the office on their way into the portal: read, mapped, tried out, taken in batches, taken back."""
