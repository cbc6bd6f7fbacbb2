aws ec2 wait volume-available --volume-ids "$volume"
aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf
disk=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_$(echo "$volume" | tr -d -)
for _ in $(seq 60); do [ -e "$disk" ] && break; sleep 2; done
blkid "$disk" || mkfs.xfs "$disk"
mkdir -p /data
echo "$disk /data xfs defaults,nofail 0 2" >> /etc/fstab
mount /data
xfs_growfs /data
