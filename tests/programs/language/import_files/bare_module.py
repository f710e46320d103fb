VALUE = "bare"
