"""Jupyter's own tests of kernels, with what they need to know of ours.

Each test runs in a process of its own, on a kernel of its own:
python conformance.py Kernel.test_error
"""

import os
import unittest

import jupyter_kernel_test

KERNEL = os.environ.get("CONFORMANCE_KERNEL", "cahiers")


class Kernel(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "go"
    file_extension = ".go"

    code_hello_world = '%%\nfmt.Println("hello, world")'
    code_stderr = '%%\nfmt.Fprintln(os.Stderr, "test")'
    completion_samples = [
        {"text": "%%\nstrings.EqualFol", "matches": ["EqualFold"]},
        {"text": "func main() { sync.OnceF", "matches": ["OnceFunc"]},
    ]
    complete_code_samples = ["", "%%\nx := 1\n_ = x", "func f() int { return 1 }", "!ls", "%%bash\nfor"]
    incomplete_code_samples = ["func main() {", "%%\nfor i := range 3 {", "type T struct {", "%%\nx := `"]
    invalid_code_samples = ["func 1()", "%%\nx := 1)"]
    code_generate_error = "%%\nvar m map[string]int\nm[\"a\"]++"
    code_inspect_sample = "fmt.Println"
    code_display_data = [
        {"code": 'import "github.com/janpfeifer/gonb/gonbui"\n%%\ngonbui.DisplayHtml("<b>a</b>")', "mime": "text/html"}
    ]
    # Only their text counts: history is the one test that reads it.
    code_execute_result = [{"code": "const a = 1"}, {"code": "const b = 2"}, {"code": "const aa = 3"}]
    code_history_pattern = "const aa*"
    supported_history_operations = ("tail", "range", "search")

    # What GoNB's model has no room for: a Go cell is a program, which has no
    # value, no pager, and no way to clear what it displayed.
    test_execute_result = None
    test_pager = None
    test_clear_output = None


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
