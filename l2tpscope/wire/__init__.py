"""Octets become messages: L2TP headers, control messages, AVPs, result codes; pure, without time and state."""
