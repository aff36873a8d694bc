from foundation.outbox.notice import Notice

TOLD = Notice("fault.told", "有人找您", template="test/called.txt")
