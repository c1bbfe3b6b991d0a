"""Charts drawn with Plotly or Matplotlib: costs, sweeps, networks, overlap."""
