package metered

// Waiting returns how many contended Locks have not got m yet.
func (m *Mutex) Waiting() int { return int(m.recorder().waiting.Load()) }

// RaceEnabled says whether the tests run under the race detector.
const RaceEnabled = raceEnabled
