// This file owns how Windows names programs.

package main

const exeSuffix = ".exe"
