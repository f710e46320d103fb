import cycle_attribute_a

cycle_attribute_a.A
