"""The names of companies in titles, texts and addresses."""
