"""What holds the numbers: which cells are accounted for, which identities prove them."""
