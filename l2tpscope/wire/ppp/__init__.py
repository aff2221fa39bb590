"""PPP inside data messages: frames are found, and their octets become packets with options, verdicts and defects."""
