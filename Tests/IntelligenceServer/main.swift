import CodeIntelligence

// What the hidden subcommand of swiftlet-kernel does, as a program of its own for the tests.
runCodeIntelligenceServer(input: codeIntelligenceDescriptor, output: codeIntelligenceDescriptor)
