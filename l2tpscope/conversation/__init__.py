"""Messages become tunnels, sessions, deliveries and attempts; time arrives with the message."""
