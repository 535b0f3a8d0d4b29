package copied

import "cahiers/helpers/metered"

func send(c metered.Chan[int]) { c.Send(1) }
