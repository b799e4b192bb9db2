import type { Cases } from "./case";

const volume = "aws:ebs/volume:Volume";
const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const database = "aws:rds/instance:Instance";
const machine = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" };
const small = { availabilityZone: "eu-west-1a", size: 8 };
const postgres = { instanceClass: "db.t4g.micro", engine: "postgres", allocatedStorage: 20 };
const disk = (encrypted: string): object[] => [
  { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted } },
];

export const cases: Cases = {
  passing: [
    { that: "is an encrypted volume", type: volume, inputs: { ...small, encrypted: true } },
    { that: "has encrypted disks", type: template, inputs: { blockDeviceMappings: disk("true") as never } },
    {
      that: "has an encrypted root",
      type: instance,
      inputs: { ...machine, rootBlockDevice: { encrypted: true } },
    },
    { that: "is an encrypted database", type: database, inputs: { ...postgres, storageEncrypted: true } },
    { that: "is a queue, which AWS encrypts", type: "aws:sqs/queue:Queue", inputs: {} },
    { that: "is a topic, which AWS encrypts", type: "aws:sns/topic:Topic", inputs: {} },
  ],
  failing: [
    { that: "is a volume that does not say", type: volume, inputs: small },
    { that: "has plain disks", type: template, inputs: { blockDeviceMappings: disk("false") as never } },
    { that: "has the root of its image", type: instance, inputs: machine },
    { that: "is a plain database", type: database, inputs: postgres },
    { that: "is a plain file system", type: "aws:efs/fileSystem:FileSystem", inputs: {} },
    { that: "is a queue without", type: "aws:sqs/queue:Queue", inputs: { sqsManagedSseEnabled: false } },
  ],
};
