"""What the columns of a table hold, told by headers and cells. Takes no record from them."""
