"""Values in, messages out: widgets know no library, no network and no screen."""
