"""packet/: one frame to datagrams, through link layers, IP, fragments and ICMP quotes."""
