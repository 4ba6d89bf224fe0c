"""What the tests from outside share: kernels and programs started in surroundings of their own, and watched."""
