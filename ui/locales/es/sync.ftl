# Accounts, devices and sync.
