package install

import "context"

// A StepState is one step of set-up, as it stands.
type StepState struct {
	Title string // in French
	Done  bool   // Ensure would not do it again
	Stale bool   // it was done, from versions or sources that have changed since
}

// FindGo asks the machine's Go for what cells need of it. Its error, a
// *UserError, says what is wrong with it. It costs some 100 ms, most of them for
// the C compiler.
func FindGo(ctx context.Context, l Layout) (GoEnv, error) {
	user, err := probeGo(ctx, l)
	if err != nil {
		return GoEnv{}, err
	}
	return user.env(ctx), nil
}

// Examine says which steps are done, without doing any. A half whose language
// is missing has no steps.
func Examine(ctx context.Context, l Layout) ([]StepState, error) {
	var steps []step
	if user, err := probeGo(ctx, l); err == nil {
		more, err := goSteps(l, user, user.env(ctx))
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	if python, err := FindPython(ctx); err == nil {
		more, err := pythonSteps(l, python)
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	states := make([]StepState, len(steps))
	for i, s := range steps {
		done := s.isDone(l)
		states[i] = StepState{
			Title: s.title,
			Done:  done,
			Stale: !done && s.made() && exists(s.stampFile(l)),
		}
	}
	return states, nil
}
