"""Small parts of pages that show numbers: bars, tables, heat maps, formulas."""
