"""The outbox under faults: real web, worker, beat, broker and mail server as processes on loopback (quality §2)."""
