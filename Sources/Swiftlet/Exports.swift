// What `import Swiftlet` brings into a cell. Every cell pays for what stands here.
@_exported public import DataFrames
@_exported public import Display
