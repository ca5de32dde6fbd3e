/** What a run and its replay tell: processors, and how a replay differs. */
export const RUN_MESSAGES = {
  PROCESSOR_NOT_BUILT: 'ONNX Runtime {version} for {platform} on {machine} is built without it',
  PROCESSOR_CPU: 'always there; every other processor is compared with it',
  PROCESSOR_DIFFERS: 'its results differ from the CPU’s by {difference}',
  PROCESSOR_EQUAL: 'gives the CPU’s results to {difference}',
  PROCESSOR_NO_ADAPTER: 'no graphics adapter was found that offers WebGPU',
  PROCESSOR_NO_CUDA: 'its libraries are not installed (“npm run setup -- --cuda” fetches them on a machine with an NVIDIA card)',
  PROCESSOR_NO_LIBRARIES: 'its libraries are not installed',
  PROCESSOR_NO_DEVICE: 'no usable device: {detail}',
  PROCESSOR_FAILED: 'it failed to start: {detail}',
  PROCESSOR_TRIAL_FAILED: 'its trial failed: {detail}',
  PROCESSOR_BEHIND: '{finding}, but {name} goes before it',
  REPLAY_READS: 'the replay reads {file}, which the run did not',
  REPLAY_READS_NOT: 'the replay does not read {file}',
  REPLAY_MISSING: '{file} is missing from the replay',
  REPLAY_DIFFERS: '{file} differs: {bytes} bytes, sha256 {sha256} in the run; {foundBytes} bytes, sha256 {foundSha256} in the replay',
  REPLAY_NEW: '{file} is new in the replay',
} as const;
