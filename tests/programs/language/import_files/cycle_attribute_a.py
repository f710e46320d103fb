import cycle_attribute_b

A = 1
