// The build runs these cells once, so that the C modules behind Swift's own are compiled before the first user's cell
// needs them: the optimising compiler keeps a set of its own.
// %%
%optimize none
import Foundation
// %%
%optimize speed
import Foundation
