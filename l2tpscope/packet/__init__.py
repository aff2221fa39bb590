"""One frame becomes datagrams: link layers, IP, fragments, ICMP errors with what they quote."""
