package lsp

import "encoding/json"

// capabilities are what gopls may expect of us: next to nothing. Snippets are
// for editors with fields to fill in.
func capabilities() any {
	return map[string]any{
		"textDocument": map[string]any{
			"completion": map[string]any{
				"completionItem": map[string]any{"snippetSupport": false},
			},
			"hover": map[string]any{"contentFormat": []string{"markdown"}},
			"signatureHelp": map[string]any{
				"signatureInformation": map[string]any{
					"documentationFormat":  []string{"markdown"},
					"parameterInformation": map[string]any{"labelOffsetSupport": false},
				},
			},
		},
	}
}

// settings are those of gopls 0.23. A cell is compiled when it runs: here
// nothing looks for mistakes, which would cost memory and processor time while
// the learner measures.
func settings() any {
	return map[string]any{
		// The package of the cells, not the program GoNB makes of them.
		"directoryFilters":   []string{"-", "+" + packageDir},
		"diagnosticsTrigger": "Save",
		"diagnosticsDelay":   "24h", // what opening a file triggers all the same
		"staticcheck":        false,
		"vulncheck":          "Off",
		"semanticTokens":     false,
		// Looking at each folder of the module cache, once, and running go list
		// take longer than the 0.1 s that gopls gives itself: imports would not
		// complete.
		"completionBudget":               "2s",
		"matcher":                        "Fuzzy",
		"deepCompletion":                 false, // x.y.z where x was asked for
		"completionDocumentation":        false, // Jupyter has no place for it
		"completeFunctionCalls":          false,
		"usePlaceholders":                false,
		"experimentalPostfixCompletions": false,
		"hoverKind":                      "FullDocumentation",
		"linksInHover":                   false, // a class may have no network
		// The collector has nothing to do in a go list that ends at once.
		"env": map[string]string{"GOGC": "off", "GOMEMLIMIT": "512MiB"},
	}
}

// answerTo is our answer to a request of gopls, if we know it.
func answerTo(method string, params json.RawMessage) (result any, known bool) {
	switch method {
	case "workspace/configuration":
		var asked struct{ Items []json.RawMessage }
		_ = json.Unmarshal(params, &asked)
		return make([]any, len(asked.Items)), true // nulls: settings have told all
	case "client/registerCapability", "client/unregisterCapability", "window/workDoneProgress/create",
		"window/showMessageRequest", "workspace/workspaceFolders":
		return nil, true
	case "window/showDocument":
		return map[string]any{"success": false}, true
	case "workspace/applyEdit":
		return map[string]any{"applied": false}, true
	default:
		return nil, false
	}
}
