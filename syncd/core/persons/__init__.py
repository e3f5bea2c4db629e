"""The names of people in titles, texts and addresses, and what is told of them."""
